package waybill.notify;

import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;
import waybill.platform.Update;

/** The row of one delivery, changed on a condition. */
final class DeliveryRowStore {

  private final Platform platform;

  DeliveryRowStore(Platform platform) {
    this.platform = platform;
  }

  /** The row as it was before; a condition that fails tells the row as it is. */
  Item update(Timer timer, Update update) {
    Item key = DeliveryItem.rowKey(timer.endpointId(), timer.seq());
    return Item.of(
        platform
            .dynamo()
            .updateItem(
                update
                    .request()
                    .tableName(platform.table(Table.DELIVERIES))
                    .key(key.attributes())
                    .returnValues(ReturnValue.ALL_OLD)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build())
            .attributes());
  }
}
