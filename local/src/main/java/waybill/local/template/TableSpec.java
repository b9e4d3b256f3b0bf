package waybill.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table: attribute types by name, its key, its indexes, its stream's view and TTL attribute. */
public record TableSpec(
    String id,
    String name,
    Map<String, String> attributeTypes,
    Key key,
    List<Index> indexes,
    Optional<String> streamView,
    Optional<String> ttlAttribute) {

  /** A partition key and, for most, a sort key. */
  public record Key(String partition, Optional<String> sort) {}

  /** A global secondary index. {@code nonKeyAttributes} are those of an INCLUDE projection. */
  public record Index(String name, Key key, String projection, List<String> nonKeyAttributes) {}
}
