"""Text that stands where Plotly reads a little HTML: names, ticks, hover texts."""

from html import escape


def plot_text(text: str) -> str:
    """Return a text in which no sign means anything to Plotly, neither as HTML nor as a template."""
    return escape(text, quote=False).replace("%{", "%&#123;").replace("$", "&#36;")
