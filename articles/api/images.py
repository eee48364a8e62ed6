"""Pictures that live stories show."""

from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse, HttpResponsePermanentRedirect
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api import schema
from articles.api.base import PublicViewSet
from articles.api.fields import families_of
from articles.changes import surrogate_keys
from articles.models import PublishedImage
from articles.models.published import is_live
from media.models import Image
from media.serializers import FAMILIES, ImageSerializer, ShownImage, describe


class ImageViewSet(PublicViewSet):
    """Pictures with their own caption and credit, which a story may have replaced where it shows them."""

    queryset = Image.objects.none()
    serializer_class = ImageSerializer
    lookup_field = "id"
    parameters = {"retrieve": {"renditions"}}

    def get_queryset(self) -> QuerySet[Image]:
        showing = PublishedImage.objects.filter(is_live(through="published__"), image=OuterRef("pk"))
        return Image.objects.filter(Exists(showing))

    @extend_schema(operation_id="get_image", parameters=[schema.RENDITIONS], responses=schema.one(ImageSerializer))
    def retrieve(self, request: Request, id: str) -> HttpResponse:
        families = families_of(request)
        try:
            image = self.get_queryset().get(pk=UUID(id))
        except (ValueError, Image.DoesNotExist) as error:
            raise NotFound("No live story shows this picture.") from error
        if id != str(image.pk):
            # With capitals, braces or no hyphens. Caches would keep an answer for each spelling.
            query = f"?{request._request.GET.urlencode()}" if request._request.GET else ""
            return HttpResponsePermanentRedirect(f"{settings.PUBLIC_URL}/api/v1/images/{image.pk}/{query}")
        keys = surrogate_keys.text({surrogate_keys.LISTS, surrogate_keys.key("image", image.pk)})
        shown = describe(ShownImage.of(image), FAMILIES if families is None else families)
        return Response(shown, headers={"Surrogate-Key": keys})
