package waybill.local.engine;

import java.nio.file.Path;
import java.util.Optional;

/** Where the engines listen (port 0: any free one) and where they keep their state. */
public record EngineOptions(String bind, int dynamoPort, int sqsPort, Optional<Path> data) {

  public static final String LOOPBACK = "127.0.0.1";

  /** In memory, on free ports of the loopback. */
  public static EngineOptions inMemory() {
    return new EngineOptions(LOOPBACK, 0, 0, Optional.empty());
  }

  /** In a directory, on free ports of the loopback. */
  public static EngineOptions in(Path data) {
    return new EngineOptions(LOOPBACK, 0, 0, Optional.of(data));
  }
}
