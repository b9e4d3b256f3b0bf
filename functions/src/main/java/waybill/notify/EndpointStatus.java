package waybill.notify;

/** Whether an endpoint takes calls. */
public enum EndpointStatus {
  ACTIVE,
  /** By the merchant. */
  PAUSED,
  /** By an answer of 410, or as it failed for too long. */
  DISABLED
}
