package waybill.local.engine;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A class path of jars alone, and an archive of the classes that an SQS engine loads: with it a
 * process starts on less than half the CPU, which makes a hundred of them bearable.
 */
record ClassArchive(String classPath, Path archive) {

  /** Runs one engine to its end for the archive. */
  static ClassArchive of(Path directory) throws IOException, InterruptedException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(jar(path, directory.resolve("own" + jars.size() + ".jar")).toString());
      } else if (!entry.contains("DynamoDBLocal")) {
        // Its manifest puts a directory on the class path, which an archive cannot have.
        jars.add(entry);
      }
    }
    ClassArchive archive =
        new ClassArchive(String.join(File.pathSeparator, jars), directory.resolve("classes.jsa"));
    EngineProcess engine =
        EngineProcess.start(
            "sqs",
            directory.resolve("training"),
            archive.classPath(),
            "-XX:ArchiveClassesAtExit=" + archive.archive());
    DurabilityTest.send(engine.endpoints(), "training");
    engine.end();
    return archive;
  }

  EngineProcess start(Path directory) throws IOException {
    return EngineProcess.start("sqs", directory, classPath, "-XX:SharedArchiveFile=" + archive);
  }

  private static Path jar(Path classes, Path jar) throws IOException {
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
}
