package waybill.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The whole template as it is written: maps, lists and texts, with {@code !Ref X} as {@code {Ref:
 * X}} and any other tag as {@code {Fn::Tag: …}}. Apart from the local platform's reader, which
 * resolves names and passes over what only a deployment needs.
 */
public final class TemplateYaml {

  private TemplateYaml() {}

  public static Map<String, Object> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> parse(String yaml) {
    Node root = new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow();
    return (Map<String, Object>) value(root);
  }

  private static Object value(Node node) {
    Object plain = plain(node);
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return plain;
    }
    Map<String, Object> function = new LinkedHashMap<>();
    function.put(tag.equals("!Ref") ? "Ref" : "Fn::" + tag.substring(1), plain);
    return function;
  }

  private static Object plain(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, Object> entries = new LinkedHashMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        entries.put(((ScalarNode) entry.getKeyNode()).getValue(), value(entry.getValueNode()));
      }
      return entries;
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(value(item)));
      return items;
    }
    return ((ScalarNode) node).getValue();
  }
}
