package waybill.local.function;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import waybill.local.failure.StartupException;
import waybill.platform.Platform;

/**
 * Where the handlers' classes are.
 *
 * @param anchor any class out of the same jar or folder
 * @param packageName the package in and under which they are
 */
public record HandlerCode(Class<?> anchor, String packageName) {

  private static final String CLASS = ".class";

  /** The functions as they are deployed. */
  public static HandlerCode functions() {
    return new HandlerCode(Platform.class, "waybill");
  }

  Class<?> load(String className) throws ClassNotFoundException {
    return Class.forName(className, true, anchor.getClassLoader());
  }

  /** The names of all classes that handle events. */
  Set<String> handlers() {
    try {
      Path code = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(code)) {
        return handlersIn(code);
      }
      try (FileSystem jar = FileSystems.newFileSystem(code)) {
        return handlersIn(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException | ClassNotFoundException e) {
      throw new StartupException("the functions' code cannot be searched: " + e, e);
    }
  }

  private Set<String> handlersIn(Path root) throws IOException, ClassNotFoundException {
    Set<String> handlers = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve(packageName.replace('.', '/')))) {
      for (Path file : files.toList()) {
        String path = root.relativize(file).toString();
        if (path.endsWith(CLASS) && !path.contains("$") && !path.endsWith("-info.class")) {
          String name =
              path.substring(0, path.length() - CLASS.length()).replaceAll("[/\\\\]", ".");
          Class<?> type = Class.forName(name, false, anchor.getClassLoader());
          if (RequestHandler.class.isAssignableFrom(type) && !type.isInterface()) {
            handlers.add(name);
          }
        }
      }
    }
    return handlers;
  }
}
