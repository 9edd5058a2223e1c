"""From the folder to a running stage. The commands and `make run` call the same functions:

    deploy_stack(session, stage, *, endpoint_url=None, origin=None, confirm=None, report=None) -> dict[str, str]
        (`infrastructure.deployment.deploy`) packages, uploads, shows the change set to `confirm`, executes it, uploads
        the site from `build/site`, runs the steps that follow a deployment; returns the stack's outputs.
    stack_outputs(session, stage, *, endpoint_url=None) -> dict[str, str]      (`infrastructure.deployment.outputs`)
    destroy_stack(session, stage, *, endpoint_url=None, report=None) -> None   (`infrastructure.deployment.destroy`)
    Officers(session, stage, *, endpoint_url=None).create(...), .grant(...)    (`infrastructure.deployment.officers`)

`session` is an explicit `boto3.Session` with a region; `endpoint_url` is the emulator's address or None for AWS;
`report(line)` receives progress in words; `confirm(changes)` answers True to go on (None = go on).
"""
