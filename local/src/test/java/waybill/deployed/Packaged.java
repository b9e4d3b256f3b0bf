package waybill.deployed;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The functions as {@code sam build} packages them: the classes at the top, the jars of the runtime
 * class path in {@code lib}. Only the jars' names differ: SAM puts their groups in front.
 */
final class Packaged {

  private static final Path TARGET = Path.of("../functions/target");

  private Packaged() {}

  static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      Path classes = TARGET.resolve("classes");
      for (Path file : filesIn(classes)) {
        put(zip, classes.relativize(file).toString().replace(File.separatorChar, '/'), file);
      }
      for (Path jar : jars()) {
        put(zip, "lib/" + jar.getFileName(), jar);
      }
    }
    return bytes.toByteArray();
  }

  private static List<Path> jars() throws IOException {
    Path classPath = TARGET.resolve("class-path");
    if (!Files.exists(classPath)) {
      throw new IllegalStateException(
          classPath + " is missing: build the functions too, as mvn -pl functions,local does");
    }
    return List.of(Files.readString(classPath).strip().split(File.pathSeparator)).stream()
        .map(Path::of)
        .toList();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void put(ZipOutputStream zip, String name, Path file) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
  }
}
