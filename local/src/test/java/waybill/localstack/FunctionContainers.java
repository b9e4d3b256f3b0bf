package waybill.localstack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Locale;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.LogUtils;

/** The containers that a LocalStack has started for functions, beside its own. */
record FunctionContainers(DockerClient docker, String prefix) {

  private static final int LOG_TAIL_CHARACTERS = 4000;

  static FunctionContainers of(LocalStackContainer container) {
    return new FunctionContainers(
        DockerClientFactory.instance().client(),
        container.getContainerName().replace('_', '-') + "-lambda-");
  }

  /** Those that it has left behind. */
  void remove() {
    named(prefix).forEach(left -> remove(docker, left.getId()));
  }

  static void remove(DockerClient docker, String id) {
    docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
  }

  /** The state of each container of a function, and the end of what it has printed. */
  String tell(String function) {
    StringBuilder told = new StringBuilder();
    for (Container each : named(prefix + function.toLowerCase(Locale.ROOT) + "-")) {
      String name = each.getNames()[0];
      told.append("---- ").append(name).append(' ').append(each.getStatus()).append('\n');
      told.append(logTail(each.getId())).append('\n');
    }
    return told.isEmpty() ? "no container of " + function + "\n" : told.toString();
  }

  private List<Container> named(String beginning) {
    return docker.listContainersCmd().withShowAll(true).exec().stream()
        .filter(container -> container.getNames()[0].startsWith(beginning))
        .toList();
  }

  private String logTail(String id) {
    try {
      String log = LogUtils.getOutput(docker, id);
      return log.substring(Math.max(0, log.length() - LOG_TAIL_CHARACTERS));
    } catch (NotFoundException e) {
      return "gone meanwhile";
    }
  }
}
