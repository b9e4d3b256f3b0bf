package waybill.template;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Class files of one entry of a class path, a folder or a jar, as a Java of some version sees them.
 * In a jar that says it is multi-release, the classes of later versions are passed over; in any
 * other, all versioned ones are. A module's description is not read from a class path.
 * https://docs.oracle.com/en/java/javase/25/docs/specs/jar/jar.html
 */
final class ClassFiles {

  /** Java 1's class files have the major version 45. */
  private static final int MAJOR_BEFORE_JAVA_1 = 44;

  private static final int MAGIC = 0xCAFEBABE;
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/([0-9]+)/.*");

  private final int java;
  private final boolean multiRelease;

  /** Each with the Java that it was compiled for. */
  private final List<String> tooNew = new ArrayList<>();

  private int seen;

  private ClassFiles(int java, boolean multiRelease) {
    this.java = java;
    this.multiRelease = multiRelease;
  }

  /** Those that this Java would load and could not run; complains of an entry without classes. */
  static List<String> tooNewFor(int java, Path entry) throws IOException {
    ClassFiles files = Files.isDirectory(entry) ? ofFolder(java, entry) : ofJar(java, entry);
    if (files.seen == 0) {
      throw new AssertionError(entry + " has no classes that Java " + java + " would load");
    }
    return files.tooNew;
  }

  private static ClassFiles ofFolder(int java, Path folder) throws IOException {
    ClassFiles files = new ClassFiles(java, false);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        try (InputStream bytes = Files.newInputStream(file)) {
          files.look(folder.relativize(file).toString().replace('\\', '/'), bytes);
        }
      }
    }
    return files;
  }

  private static ClassFiles ofJar(int java, Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      ClassFiles files = new ClassFiles(java, jar.isMultiRelease());
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry file = all.nextElement();
        try (InputStream bytes = jar.getInputStream(file)) {
          files.look(file.getName(), bytes);
        }
      }
      return files;
    }
  }

  private void look(String name, InputStream bytes) throws IOException {
    if (!name.endsWith(".class") || name.endsWith("module-info.class") || !isLoaded(name)) {
      return;
    }
    DataInputStream data = new DataInputStream(bytes);
    if (data.readInt() != MAGIC) {
      throw new AssertionError(name + " is no class file");
    }
    data.readUnsignedShort();
    int compiledFor = data.readUnsignedShort() - MAJOR_BEFORE_JAVA_1;
    seen++;
    if (compiledFor > java) {
      tooNew.add(name + " is for Java " + compiledFor);
    }
  }

  private boolean isLoaded(String name) {
    Matcher versioned = VERSIONED.matcher(name);
    return !versioned.matches() || (multiRelease && Integer.parseInt(versioned.group(1)) <= java);
  }
}
