"""Run by LocalStack when it starts: a function's image that is here is not pulled again, as there may be no registry."""

from localstack.services.lambda_.invocation import docker_runtime_executor as executor

pull = executor._ensure_runtime_image_present


def local_first(image, platform):
    try:
        executor.CONTAINER_CLIENT.inspect_image(image, pull=False)
    except executor.NoSuchImage:
        pull(image, platform)


executor._ensure_runtime_image_present = local_first
