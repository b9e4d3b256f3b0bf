package waybill.local.bench;

/**
 * How much is measured, and for how long.
 *
 * @param seconds of each phase
 * @param rounds of one phase alone and one beside the dead neighbour
 * @param pending callbacks of the dead neighbour, put at the beginning of each of its phases
 * @param ratePerSecond callbacks of the healthy merchants together
 */
public record Load(int seconds, int rounds, int pending, int ratePerSecond) {}
