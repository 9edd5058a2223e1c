"""What answers before any function of ours: headers, the viewer function, the gateway's own answers."""
