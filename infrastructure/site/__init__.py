"""Builds the public site and the bundle of pages that the public function renders."""
