package waybill.local.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A class path of jars alone, and an archive of the classes that an engine loads: with it a process
 * starts on a half to three quarters of the CPU, which makes a hundred of them bearable.
 */
record ClassArchive(String engine, String classPath, Path archive) {

  /** Runs one engine to its end for the archive; training does what is done with each later. */
  static ClassArchive of(String engine, Path directory, Consumer<Endpoints> training)
      throws IOException, InterruptedException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      Path own = directory.resolve("own" + jars.size() + ".jar");
      if (Files.isDirectory(path)) {
        jars.add(ofFolder(path, own).toString());
      } else if (entry.contains("DynamoDBLocal")) {
        jars.add(withoutManifest(path, own).toString());
      } else {
        jars.add(entry);
      }
    }
    String classPath = String.join(File.pathSeparator, jars);
    ClassArchive archive = new ClassArchive(engine, classPath, directory.resolve(engine + ".jsa"));
    EngineProcess trained =
        EngineProcess.start(
            engine,
            directory.resolve("training"),
            classPath,
            "-XX:ArchiveClassesAtExit=" + archive.archive());
    training.accept(trained.endpoints());
    trained.end();
    return archive;
  }

  EngineProcess start(Path directory) throws IOException {
    return EngineProcess.start(engine, directory, classPath, "-XX:SharedArchiveFile=" + archive);
  }

  private static Path ofFolder(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
        entries.putNextEntry(new JarEntry(name));
        Files.copy(path, entries);
        entries.closeEntry();
      }
    }
    return jar;
  }

  /** DynamoDB Local's puts a folder on the class path, which an archive cannot have. */
  private static Path withoutManifest(Path from, Path jar) throws IOException {
    try (JarFile source = new JarFile(from.toFile());
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      for (JarEntry entry :
          source.stream().filter(e -> !e.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
        entries.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream content = source.getInputStream(entry)) {
          content.transferTo(entries);
        }
        entries.closeEntry();
      }
    }
    return jar;
  }
}
