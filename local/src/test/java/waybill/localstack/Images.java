package waybill.localstack;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** Container images: at hand, or to be had, or why not. */
final class Images {

  private static final long PULL_MINUTES = 5;

  private static final Map<String, Optional<String>> ANSWERS = new ConcurrentHashMap<>();

  private Images() {}

  /** Why a container of the image cannot run here; empty when it can. Pulls what is missing. */
  static Optional<String> missing(String image) {
    return ANSWERS.computeIfAbsent(image, Images::look);
  }

  /** Testcontainers starts a container of its own first, whose image may be the one that lacks. */
  private static Optional<String> look(String image) {
    try {
      return lookWithDocker(image);
    } catch (RuntimeException e) {
      return Optional.of("Testcontainers does not start here: " + firstLine(e));
    }
  }

  private static Optional<String> lookWithDocker(String image) {
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

  /** Once only: Testcontainers would try for two minutes where no registry can be reached. */
  private static Optional<String> pull(String image) {
    try {
      boolean pulled =
          DockerClientFactory.instance()
              .client()
              .pullImageCmd(image)
              .start()
              .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
      return pulled
          ? Optional.empty()
          : Optional.of("image " + image + " was not pulled in " + PULL_MINUTES + " minutes");
    } catch (DockerException | DockerClientException e) {
      return Optional.of("image " + image + " is not here and cannot be pulled: " + firstLine(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + image + " was pulled", e);
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
