"""The pool in front of every portal path, named once; the composer puts the deployed pool in the place of this ARN."""

from chalice.app import CognitoUserPoolAuthorizer

PLACEHOLDER_POOL_ARN = "arn:aws:cognito-idp:eu-west-3:000000000000:userpool/eu-west-3_placeholder"
OFFICERS = CognitoUserPoolAuthorizer("Officers", provider_arns=[PLACEHOLDER_POOL_ARN])
