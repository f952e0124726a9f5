import importlib
SCENES={}
for m,ns in {"energy":"storage_station solar_grid heating","industry":"factory_hall nylon_plant pipe_works","interior":"switchgear_line assembly_robot laboratory","works":"crane_site road_opening pipe_works","nature_scenes":"river_park greenway","civic":"hospital school housing service_hall","trade":"logistics_port crossborder_hub","city":"city_skyline planning_table data_screen"}.items():
    try: mod=importlib.import_module("portal.demo.pictures."+m)
    except ModuleNotFoundError: continue
    for n in ns.split():
        if hasattr(mod,n): SCENES[n]=getattr(mod,n)
