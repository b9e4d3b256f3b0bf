/** Waybill's functions. Packages are the borders; see docs/architecture.md for the map. */
package waybill;
