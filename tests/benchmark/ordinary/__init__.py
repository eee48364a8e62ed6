"""An ordinary newsroom: the same stories by the usual means of Django REST Framework, as a yardstick.

Nested ModelSerializers over the working copies, with everything fetched in advance, pages by number and django-filter:
what one writes in an afternoon, and quick enough for most. It says the same of a story as ours, member by member.
"""
