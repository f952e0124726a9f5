"""What lies on the clipboard after copying from Word, WeChat, Excel and WPS, and a hostile page."""
# ruff: noqa: E501

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///C:/Users/xc/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style><!-- @font-face{font-family:宋体;} p.MsoNormal, li.MsoNormal{mso-style-unhide:no;margin:0cm;text-align:justify;font-size:10.5pt;font-family:等线;} @page WordSection1{size:595.3pt 841.9pt;} div.WordSection1{page:WordSection1;} @list l0{mso-list-id:1;} --></style></head><body lang=ZH-CN style='tab-interval:21.0pt;word-wrap:break-word'><!--StartFragment--><p class=MsoTitle align=center style='text-align:center'><b><span style='font-size:22.0pt;font-family:方正小标宋简体;mso-bidi-font-family:"Times New Roman"'>重点项目进展通报<span lang=EN-US><o:p></o:p></span></span></b></p><h2 style='text-indent:32.0pt'><span style='font-family:黑体'>一、总体情况<span lang=EN-US><o:p></o:p></span></span></h2><p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;mso-line-height-rule:exactly'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>　　<span lang=EN-US>2025</span>年,高新区实施重点项目<span lang=EN-US>38</span>个,总投资<b><span style='color:red'>122.3亿元</span></b>,其中<u>省重点</u>项目完成率达<span lang=EN-US>137.53%</span>。<span lang=EN-US><o:p></o:p></span></span></p><p class=MsoListParagraph style='margin-left:42.0pt;text-indent:-21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US style='font-family:Wingdings;mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>签约后开工</p><p class=MsoListParagraph style='margin-left:42.0pt;text-indent:-21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US style='font-family:Wingdings;mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>建成后投产</p><table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt'><tr style='mso-yfti-irow:0;height:20pt'><td width=277 valign=top style='width:207.4pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt'><p class=MsoNormal><b>项目</b></p></td><td width=277 valign=top style='width:207.45pt'><p class=MsoNormal><b>总投资</b></p></td></tr><tr><td width=277><p class=MsoNormal>储能电站</p></td><td width=277><p class=MsoNormal><span lang=EN-US>5.2</span>亿元<o:p></o:p></p></td></tr></table><p class=MsoNormal><!--[if gte vml 1]><v:shape id="pic" style='width:300pt'><v:imagedata src="file:///C:/clip_image001.png" o:title=""/></v:shape><![endif]--><![if !vml]><img width=400 height=225 src="file:///C:/Users/xc/AppData/Local/Temp/msohtmlclip1/01/clip_image002.jpg" v:shapes="pic"><![endif]></p><p class=MsoNormal><a href="https://www.example.com/" target="_blank">示例链接</a> <a name="_GoBack"></a><a href="javascript:alert(1)">坏链接</a></p><!--EndFragment--></body></html>"""
WECHAT = """<meta charset="utf-8"><section style="font-size: 16px;color: rgb(62, 62, 62);line-height: 1.75;letter-spacing: 1px;padding: 0 8px;" data-tools="135编辑器" data-id="97543"><section style="display:flex;justify-content:center"><section style="background:#c00;color:#fff;padding:4px 12px"><p style="margin:0"><span leaf=""><strong data-brushtype="text">园区动态</strong></span></p></section></section><p style="text-indent:2em;margin:16px 0"><span style="font-size:15px;color:#333" leaf="">近日,投资<span textstyle="" style="color:#e33;font-weight:bold">5.2亿元</span>的储能电站开工。</span></p><section style="text-align:center" nodeleaf=""><img class="rich_pages wxw-img" data-src="https://mmbiz.qpic.cn/sz_mmbiz_jpg/abc/640?wx_fmt=jpeg" src="https://mmbiz.qpic.cn/sz_mmbiz_jpg/abc/640?wx_fmt=jpeg&amp;tp=webp" data-ratio="0.5625" data-w="1080" style="width:677px !important;visibility:visible !important" onerror="alert(2)"></section><p style="text-align:center;font-size:12px;color:#999"><span leaf="">图为项目现场 示例 摄</span></p><section><svg viewBox="0 0 10 10"><animate attributeName="x"></animate></svg></section><p><br></p><mp-common-profile data-nickname="示例公众号"></mp-common-profile><p style="font-size:12px"><span leaf="">来源:示例公众号</span></p></section><script>alert(3)</script>"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15"><style><!--table{mso-displayed-decimal-separator:"\\.";} .xl65{mso-number-format:"0\\.00";text-align:center;} --></style></head><body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'><!--StartFragment--><col width=64 span=2 style='width:48pt'><tr height=19 style='height:14.25pt'><td height=19 class=xl65 width=64 style='height:14.25pt;width:48pt'>月份</td><td class=xl65 width=64>完成投资</td></tr><tr height=19><td class=xl65 align=right x:num>9月</td><td class=xl66 align=right x:num="1234.5">1,234.50</td></tr><!--EndFragment--></table></body></html>"""

WPS = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p class=MsoNormal style="text-indent:28pt;"><span style="font-family:'
    '仿宋;font-size:14pt">\u3000\u3000新建管网3.2公里。</span></p><p class=MsoNormal style="mso-list:l0 level1 lfo1;"><span style="mso-list:Ignore;">'
    '1.</span><span>先建后拆</span></p><p class=MsoNormal style="mso-list:l0 level1 lfo1;"><span style="mso-list:Ignore;">2.</span>'
    "<span>按期交付</span></p><p>● 手打的圆点</p><h1>一级标题</h1></body></html>"
)

WORD_LISTS = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><style>p.MsoNormal{mso-style-parent:"";}</style></head><body>'
    "<!--StartFragment--><p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:楷体'>（一）</span><span style='font-family:楷体'>抓项目建设。</span></p>"
    "<p class=MsoListParagraphCxSpFirst style='margin-left:18pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>主要任务</p>"
    "<p class=MsoListParagraphCxSpMiddle style='margin-left:36pt;mso-list:l1 level2 lfo2'><![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>a)<span>&nbsp;</span></span><![endif]>征地拆迁</p>"
    "<p class=MsoListParagraphCxSpLast style='margin-left:18pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span><![endif]>保障措施</p>"
    "<table class=MsoNormalTable><tr><td colspan=2 style='border:solid'><p class=MsoNormal align=center><b>合并的表头</b></p></td></tr><tr><td rowspan=2><p class=MsoNormal>一季度</p></td><td><p class=MsoNormal>12.5亿元</p></td></tr><tr><td><p class=MsoNormal>13.1亿元</p></td></tr></table>"
    '<p class=MsoNormal><img width=10 height=10 src="file:///C:/1.png"><img width=10 height=10 src="file:///C:/2.png"></p>'
    '<p class=MsoNormal>正文<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>。<s>删去</s><ins cite="mailto:x">加上</ins></p><!--EndFragment--></body></html>'
)
WPS_TABLE = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name="ProgId" content="Word.Document"><meta name="Generator" content="WPS Office"></head><body style="tab-interval:21pt;">'
    '<h2 style="mso-para-margin-left:0;text-indent:28pt"><span style="font-family:黑体">二、存在问题</span></h2>'
    '<p class=MsoNormal style="text-indent:28.0000pt;mso-char-indent-count:2.0000;"><span style="font-size:14.0000pt;">&#12288;&#12288;个别项目进度偏慢，<b style="mso-bidi-font-weight:normal">需</b><font face="仿宋">加快</font>。</span></p>'
    '<p class=MsoNormal style="mso-list:l2 level1 lfo3;"><span style="mso-list:Ignore;">●&nbsp;</span><span>资金缺口</span></p>'
    '<p class=MsoNormal style="mso-list:l2 level1 lfo3;"><span style="mso-list:Ignore;">●&nbsp;</span><span>用地指标</span></p>'
    '<table style="border-collapse:collapse;width:426pt;mso-table-layout-alt:fixed"><tr style="height:20pt"><td width=284 valign=top style="width:213pt"><p class=MsoNormal><span>单位</span></p></td><td><p class=MsoNormal><span>个数</span></p></td></tr></table>'
    '<p class=MsoNormal><span><img src="file:///C:\\Users\\ADMINI~1\\AppData\\Local\\Temp\\ksohtml\\wps1.png" width="200"></span></p></body></html>'
)
WECHAT_LIST = (
    '<section data-role="outer" label="edit by 135editor"><section style="background-image:url(&quot;https://mmbiz.qpic.cn/bg.png&quot;)"><h1 style="font-size:20px"><span leaf="">招商动态</span></h1>'
    '<p style="text-align:justify;text-indent:2em"><span leaf="" style="letter-spacing:1px">第一行<br>第二行</span></p>'
    '<ul style="list-style-type:disc" class="list-paddingleft-1"><li style="font-size:14px"><section><span leaf="">签约项目<strong style="color:#c00">12</strong>个</span></section></li><li><p>开工项目8个</p></li></ul>'
    '<blockquote style="border-left:3px solid"><p><span leaf="">企业负责人说：“服务到位。”</span></p></blockquote>'
    '<section><img data-src="https://mmbiz.qpic.cn/1" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img data-src="https://mmbiz.qpic.cn/2"><img data-src="https://mmbiz.qpic.cn/3"></section>'
    '<p><a href="https://mp.weixin.qq.com/s/abc" target="_blank" data-linktype="2">往期回顾</a></p><iframe class="video_iframe" src="https://v.qq.com/x"></iframe><qqmusic></qqmusic></section></section>'
)
EXCEL_MERGED = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style>.xl70{mso-number-format:"0%"}</style></head><body><table border=0 width=300>'
    '<!--StartFragment--><col width=72><col width=72 span=2><tr height=19><td colspan=3 height=19 class=xl66 width=216>2025年完成情况</td></tr><tr><td rowspan=2 class=xl67>省重点</td><td class=xl70 align=right x:num="1.3753">137.53%</td><td></td></tr>'
    '<tr><td class=xl70>&nbsp;</td><td class=xl68 x:str="\'001">001</td></tr><!--EndFragment--></table></body></html>'
)

DEEP = (
    "<div>" * 4000
    + "藏在深处的字"
    + "</div>" * 4000
    + "<img src=x onerror=alert(1)><script>alert(2)</script>"
    + "<b>" * 20_000
)

FLAT = (
    "<p>正常的文字</p>"
    + '<img src="//evil/x.png" onerror=alert(1)><svg onload=alert(1)></svg><a href="javascript:alert(1)" style="x">a</a>'
    * 2000
)
assert len(DEEP) > 100_000 and len(FLAT) > 100_000

# name -> what is pasted, words that arrive, structure that arrives, pictures that are left out and counted
SAMPLES = {
    "word": (WORD, ["重点项目进展通报", "122.3亿元", "示例链接"], ["<h2>", "<ul><li>", "<table>", "<strong>"], 1),
    "word, nested": (
        WORD_LISTS, ["合并的表头", "抓项目建设。", "[1]"],
        ["<li><p>主要任务</p><ol", "<li><p>征地拆迁</p></li></ol></li><li><p>保障措施</p></li>", '<td colspan="2">', '<td rowspan="2">'], 2,
    ),
    "wechat": (WECHAT, ["园区动态", "5.2亿元", "图为项目现场 示例 摄"], ["<strong>", "<p>"], 1),
    "wechat, list": (WECHAT_LIST, ["招商动态", "往期回顾"], ["<h2>", "第一行<br>第二行", "<ul><li>", "<strong>12</strong>", "<blockquote>"], 3),
    "excel": (EXCEL, ["月份", "1,234.50"], ["<table>", "<td>"], 0),
    "excel, merged": (EXCEL_MERGED, ["2025年完成情况", "137.53%", "001"], ['<td colspan="3">', '<td rowspan="2">'], 0),
    "wps": (WPS, ["新建管网3.2公里。", "先建后拆", "手打的圆点"], ["<ol", "<ul><li>", "<h2>"], 0),
    "wps, table": (WPS_TABLE, ["存在问题", "需", "单位"], ["<h2>", "<strong>需</strong>加快", "<ul><li><p>资金缺口</p></li><li>", "<table>"], 1),
    "hostile": (DEEP, ["藏在深处的字"], ["<p>"], 1),
    "hostile, flat": (FLAT, ["正常的文字"], ["<p>"], 2000),
}  # fmt: skip
