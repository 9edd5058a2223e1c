"""The same-origin proxy: site, API and sign-in on one loopback address, as one distribution gives them in the cloud."""
