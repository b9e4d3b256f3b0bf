package waybill.platform;

import java.util.Optional;

/** Reads single items by key, consistently. */
public final class Rows {

  private final Platform platform;
  private final Retry retry;

  public Rows(Platform platform) {
    this.platform = platform;
    this.retry = new Retry(platform);
  }

  /** The item as it is after every write that was answered before. */
  public Optional<Item> find(Table table, Item key) {
    return Item.found(
        retry.whileBusy(
            () ->
                platform
                    .dynamo()
                    .getItem(
                        request ->
                            request
                                .tableName(platform.table(table))
                                .key(key.attributes())
                                .consistentRead(true))
                    .item()));
  }
}
