from rest_framework.routers import SimpleRouter


def addresses(**resources: type) -> list:
    """`addresses(follow_ups=FollowUps)`: the addresses of each resource and of its steps, ids as UUIDs."""
    router = SimpleRouter(use_regex_path=False)
    for name, resource in resources.items():
        router.register(name.replace("_", "-"), resource, basename=f"api_{name}")
    return router.urls
