"""JSON Schema 2020-12: the one source of what the API takes, for the routes, the forms and the OpenAPI document."""
