package waybill.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The text of {@code template.yaml} as LocalStack takes it: without what stands in {@link
 * #LEFT_OUT}, and with the packaged code's address where {@code sam package} writes it. Lines are
 * taken out of the text, so that LocalStack reads the others as they are written.
 */
final class DeployedTemplate {

  /** Everything that is not deployed, and why. Paths use slashes. */
  static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("Resources/HttpApi", "the free edition has no HTTP APIs"),
          Map.entry("Resources/AuthorizerPermission", "lets HttpApi call"),
          Map.entry("Resources/OrderApiFunction/Properties/Events", "routes of HttpApi"),
          Map.entry("Resources/PaymentApiFunction/Properties/Events", "routes of HttpApi"),
          Map.entry("Resources/StockApiFunction/Properties/Events", "routes of HttpApi"),
          Map.entry("Resources/QueryApiFunction/Properties/Events", "routes of HttpApi"),
          Map.entry("Resources/MerchantApiFunction/Properties/Events", "routes of HttpApi"),
          Map.entry("Resources/Api5xxAlarm", "watches HttpApi"),
          Map.entry("Resources/Dashboard", "shows HttpApi"),
          Map.entry("Outputs/DashboardName", "of Dashboard"),
          Map.entry("Outputs/ApiUrl", "the address of HttpApi"),
          Map.entry("Outputs/AlarmNames", "has Api5xxAlarm among them"));

  static final String CODE = "Globals/Function/CodeUri";

  private final String text;
  private final List<String> lines;
  private final MappingNode root;

  private DeployedTemplate(String text) {
    this.text = text;
    this.lines = new ArrayList<>(text.lines().toList());
    this.root =
        (MappingNode) new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
  }

  static DeployedTemplate ofProject() {
    try {
      return new DeployedTemplate(Files.readString(Path.of("../template.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it is written in the project. */
  String whole() {
    return text;
  }

  /** As it is deployed, with the code at an S3 URI. */
  String withCodeAt(String uri) {
    List<String> kept = new ArrayList<>(lines);
    Mark code = start(tuple(CODE).getValueNode());
    kept.set(code.getLine(), lines.get(code.getLine()).substring(0, code.getColumn()) + uri);
    LEFT_OUT.keySet().forEach(path -> takeOut(tuple(path), kept));
    kept.removeIf(TAKEN_OUT::equals);
    return String.join("\n", kept) + "\n";
  }

  /** No line of a file can be equal to it. */
  private static final String TAKEN_OUT = "\n";

  private static void takeOut(NodeTuple tuple, List<String> lines) {
    int end = end(tuple.getValueNode());
    for (int line = start(tuple.getKeyNode()).getLine(); line < end; line++) {
      lines.set(line, TAKEN_OUT);
    }
  }

  /** A block ends where the next thing begins, all else on its own last line. */
  private static int end(Node value) {
    boolean block =
        value instanceof CollectionNode<?> collection
            && collection.getFlowStyle() == FlowStyle.BLOCK;
    int line = value.getEndMark().orElseThrow().getLine();
    return block ? line : line + 1;
  }

  private static Mark start(Node node) {
    return node.getStartMark().orElseThrow();
  }

  private NodeTuple tuple(String path) {
    MappingNode here = root;
    NodeTuple found = null;
    for (String step : path.split("/")) {
      found = step(here, step, path);
      here = found.getValueNode() instanceof MappingNode mapping ? mapping : null;
    }
    return found;
  }

  private static NodeTuple step(MappingNode from, String step, String path) {
    if (from != null) {
      for (NodeTuple tuple : from.getValue()) {
        if (((ScalarNode) tuple.getKeyNode()).getValue().equals(step)) {
          return tuple;
        }
      }
    }
    throw new IllegalStateException(
        path + " is not in template.yaml any more: take it out of LEFT_OUT too");
  }
}
