package waybill.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** What the suite is told of the machine, each by a system property. */
final class Packages {

  static final String BUILT = "waybill.built";

  private static final String CLIENT = "waybill.client";
  private static final String EMULATOR = "waybill.emulator";
  private static final String JAVA = "waybill.java";

  private Packages() {}

  /** Why there is nothing to run. */
  static Optional<String> missing() {
    return System.getProperty(BUILT) == null
        ? Optional.of(
            "no packages are given: .ci/sam/build FOLDER makes them and .ci/sam/runtime FOLDER"
                + " runs these tests on them")
        : Optional.empty();
  }

  /** What stands in {@code /var/task} on Lambda. */
  static Path of(String functionId) {
    return existing(BUILT, "the folder .aws-sam/build that sam build made").resolve(functionId);
  }

  /** The jars of the runtime interface client. */
  static Path client() {
    return existing(CLIENT, "a folder with aws-lambda-java-runtime-interface-client and its jars");
  }

  /** The client's native library, taken out of its jar once. */
  static Path nativeClient() {
    return Holder.NATIVE_CLIENT;
  }

  private static final class Holder {

    private static final Path NATIVE_CLIENT = unpack();

    private static Path unpack() {
      boolean isArm = System.getProperty("os.arch").equals("aarch64");
      String entry = "/jni/libaws-lambda-jni.linux-" + (isArm ? "aarch_64" : "x86_64") + ".so";
      try (Stream<Path> jars = Files.list(client())) {
        Path jar =
            jars.filter(file -> file.getFileName().toString().contains("interface-client"))
                .findFirst()
                .orElseThrow();
        Path library = Files.createTempFile("aws-lambda-jni-", ".so");
        library.toFile().deleteOnExit();
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
          Files.copy(files.getPath(entry), library, StandardCopyOption.REPLACE_EXISTING);
        }
        return library;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The emulator's executable. */
  static Path emulator() {
    return existing(EMULATOR, "aws-lambda-rie of this machine's processor");
  }

  /** A JDK or JRE of the template's runtime. */
  static Path java() {
    return existing(JAVA, "the home of a JDK 25").resolve("bin/java");
  }

  private static Path existing(String property, String what) {
    String value = System.getProperty(property, "");
    Path path = Path.of(value).toAbsolutePath();
    if (value.isBlank() || !Files.exists(path)) {
      throw new IllegalStateException(
          "-D" + property + " is to name " + what + ", and is '" + value + "'");
    }
    return path;
  }
}
