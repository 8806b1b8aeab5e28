/**
 * Formats on the wire and on disk: no I/O beyond mapped files and channels, no framework, nothing
 * of the services. Imports point in one direction:
 *
 * <pre>
 * facades        detect  datagram  flowexport
 * formats        capture  ipfix  netflow  sflow  flowtools  firewall  zeek  eve  nfdump ...
 * in common      frame  text  exporter
 * flow records   flow
 * numbers        bytes  protocol  address
 * </pre>
 *
 * <p>{@code capture} reads and writes capture files, {@code frame} decodes one frame in place,
 * {@code flowexport} decodes datagrams of flow exporters, {@code detect} says what a file is,
 * {@code protocol} names IP protocols; services are named by flowlog's {@code identify}. Whatever
 * the bytes are, reading and decoding end with an outcome that has a name, never with an exception.
 */
package io.tapline.wire;
