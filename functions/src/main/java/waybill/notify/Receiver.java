package waybill.notify;

import java.time.Instant;

/**
 * An endpoint with its sequence, as they were read.
 *
 * @param lastSeq the number that was given out last
 * @param acks what the merchant has by its own word, and wants no call for
 * @param runs first attempts that may be going on
 * @param turnsUntil until when intakes take turns, since they were in each other's way
 */
record Receiver(Endpoint endpoint, long lastSeq, Acks acks, Runs runs, Instant turnsUntil) {}
