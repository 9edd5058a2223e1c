"""The Chalice application: registers the routes of the function that this process serves, and nothing else."""

from chalice import Chalice

from chalicelib.settings.environment import served_function

app = Chalice(app_name="e-blagh", configure_logs=False)
_function = served_function()

if _function in ("public", "all"):
    from chalicelib.routes.public import public_routes
    from chalicelib.wiring.public import public_api

    app.register_blueprint(public_routes(public_api))

if _function in ("portal", "all"):
    from chalicelib.routes.portal import portal_routes
    from chalicelib.wiring.portal import portal_api

    app.register_blueprint(portal_routes(portal_api))

if _function in ("unsealing", "all"):
    from chalicelib.routes.unsealing import unsealing_routes
    from chalicelib.wiring.unsealing import unsealing_api

    app.register_blueprint(unsealing_routes(unsealing_api))
