"""Static files with a hash in their name and a compressed copy, so that browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Also rewrites the imports between ES modules, without which a module would load its neighbours unhashed."""

    support_js_module_import_aggregation = True
