/** Planted violations of the architecture rules; see ArchitectureTest. */
package waybill.architecture.planted.order;
