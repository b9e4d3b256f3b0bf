package waybill.platform;

import software.amazon.cloudwatchlogs.emf.model.Unit;

/** What is measured. The names stand in alarms and on the dashboard of the template. */
public enum Metric {

  /** How long the oldest message that is still PENDING has waited. */
  OLDEST_UNSENT_AGE("OldestUnsentAge", Unit.SECONDS),

  /** How far this clock is from DynamoDB's, when that is too far. */
  CLOCK_DIFFERENCE("ClockDifference", Unit.MILLISECONDS),

  SENT_BY_RELAY("SentByRelay", Unit.COUNT),

  SENT_BY_SWEEPER("SentBySweeper", Unit.COUNT),

  /** Messages that are BLOCKED at present, told every fifth minute. */
  MESSAGES_BLOCKED("MessagesBlocked", Unit.COUNT),

  /** Messages that changed nothing, as their effect or a later one was there: copies, mostly. */
  DUPLICATES_SUPPRESSED("DuplicatesSuppressed", Unit.COUNT),

  /** Orders whose stock could not be taken. */
  STOCK_REJECTIONS("StockRejections", Unit.COUNT),

  /** Endpoints whose server fails so much that calls to it were stopped. */
  BREAKERS_OPENED("BreakersOpened", Unit.COUNT),

  /** Endpoints that have spent half, or nine tenths, of what they may fail before the end. */
  ENDPOINTS_FAILING("EndpointsFailing", Unit.COUNT),

  /** Endpoints that take no more calls, by an answer of 410 or by long failure. */
  ENDPOINTS_DISABLED("EndpointsDisabled", Unit.COUNT),

  /** One for each sweep that came to its end. */
  SWEEP_HEARTBEAT("SweepHeartbeat", Unit.COUNT);

  private final String metricName;
  private final Unit unit;

  Metric(String metricName, Unit unit) {
    this.metricName = metricName;
    this.unit = unit;
  }

  /** As CloudWatch knows it. */
  public String metricName() {
    return metricName;
  }

  Unit unit() {
    return unit;
  }
}
