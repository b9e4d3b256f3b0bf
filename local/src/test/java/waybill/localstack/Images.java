package waybill.localstack;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** Container images: at hand, or to be had, or why not. */
final class Images {

  private static final Map<String, Optional<String>> ANSWERS = new ConcurrentHashMap<>();

  private Images() {}

  /** Why a container of the image cannot run here; empty when it can. Pulls what is missing. */
  static Optional<String> missing(String image) {
    return ANSWERS.computeIfAbsent(image, Images::look);
  }

  private static Optional<String> look(String image) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("Docker does not answer here");
    }
    try {
      DockerClientFactory.instance().client().inspectImageCmd(image).exec();
      return Optional.empty();
    } catch (NotFoundException e) {
      return pull(image);
    } catch (DockerException e) {
      return Optional.of("Docker does not tell of image " + image + ": " + firstLine(e));
    }
  }

  private static Optional<String> pull(String image) {
    try {
      new RemoteDockerImage(DockerImageName.parse(image)).get();
      return Optional.empty();
    } catch (ContainerFetchException e) {
      return Optional.of("image " + image + " is not here and cannot be pulled: " + firstLine(e));
    }
  }

  private static String firstLine(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
