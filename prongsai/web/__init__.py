"""What pages share: base templates, components, CSS and small scripts. No models."""
