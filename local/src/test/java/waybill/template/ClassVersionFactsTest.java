package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is deployed was compiled for a Java that the functions' runtime can run. */
final class ClassVersionFactsTest {

  private static final String RUNTIME = "Globals/Function/Runtime";
  private static final Path FUNCTIONS = Path.of("../functions/target");

  @TempDir private Path folder;

  @Test
  void the_runtime_can_run_every_class_that_is_deployed() {
    List<Path> deployed = deployed();
    assertThat(deployed).as("classes of ours and jars").hasSizeGreaterThan(1);
    Fact.that(
            template -> {
              String runtime = template.text(RUNTIME);
              assertThat(runtime).matches("java[0-9]+");
              int java = Integer.parseInt(runtime.substring("java".length()));
              for (Path entry : deployed) {
                assertThat(tooNewFor(java, entry)).as(entry.toString()).isEmpty();
              }
            })
        .failsWith(RUNTIME, "java11")
        .failsWith(RUNTIME, "provided.al2023")
        .failsWithout(RUNTIME);
  }

  @Test
  void a_class_that_is_too_new_is_found_where_it_would_be_loaded_and_nowhere_else()
      throws IOException {
    Map<String, Integer> classes =
        Map.of(
            "A.class", 25,
            "B.class", 26,
            "META-INF/versions/25/A.class", 26,
            "META-INF/versions/26/A.class", 26,
            "module-info.class", 26);
    assertThat(ClassFiles.tooNewFor(25, jar("plain.jar", "", classes)))
        .containsExactly("B.class is for Java 26");
    assertThat(ClassFiles.tooNewFor(25, jar("multi.jar", "Multi-Release: true\n", classes)))
        .containsExactlyInAnyOrder(
            "B.class is for Java 26", "META-INF/versions/25/A.class is for Java 26");
    Files.createDirectory(folder.resolve("classes"));
    Files.write(folder.resolve("classes/B.class"), classFile(26));
    assertThat(ClassFiles.tooNewFor(25, folder.resolve("classes")))
        .containsExactly("B.class is for Java 26");
    assertThat(ClassFiles.tooNewFor(26, folder.resolve("classes"))).isEmpty();
  }

  @Test
  void a_folder_in_which_nothing_was_built_is_not_taken_for_a_good_one() {
    assertThatThrownBy(() -> ClassFiles.tooNewFor(25, folder))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no classes");
  }

  /** What stands in the package, by the build of the functions that went before. */
  private static List<Path> deployed() {
    List<Path> entries = new ArrayList<>(List.of(FUNCTIONS.resolve("classes")));
    Path classPath = FUNCTIONS.resolve("class-path");
    assertThat(classPath).as("written by the build of functions: run mvn at the root").exists();
    try {
      for (String jar : Files.readString(classPath).strip().split(File.pathSeparator)) {
        entries.add(Path.of(jar));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static List<String> tooNewFor(int java, Path entry) {
    try {
      return ClassFiles.tooNewFor(java, entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path jar(String name, String attributes, Map<String, Integer> classes)
      throws IOException {
    Path file = folder.resolve(name);
    Manifest manifest =
        new Manifest(
            new ByteArrayInputStream(
                ("Manifest-Version: 1.0\n" + attributes).getBytes(StandardCharsets.UTF_8)));
    try (OutputStream bytes = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, Integer> each : classes.entrySet()) {
        jar.putNextEntry(new JarEntry(each.getKey()));
        jar.write(classFile(each.getValue()));
      }
    }
    return file;
  }

  /** The first bytes of a class file, which is all that tells its version. */
  private static byte[] classFile(int java) {
    return ByteBuffer.allocate(8)
        .putInt(0xCAFEBABE)
        .putShort((short) 0)
        .putShort((short) (java + 44))
        .array();
  }
}
