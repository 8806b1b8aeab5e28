/**
 * NetFlow v9 (RFC 3954) and IPFIX (RFC 7011, 7012, 5103, 5655): two dialects of one idea, messages
 * with templates and data, and so one engine.
 *
 * <pre>{@code
 * message            TemplateDecoder    MessageHeader, MessageCheck, Exporters -> Sender, duplicates
 *    |
 *    +-- template set   MessageCheck -> DefinedTemplate -> TemplateSets -> Template
 *    |                                                       kept per Sender in its TemplateTable
 *    |
 *    +-- data set       TemplateSets.find -> Template         none: waits in WaitingSets
 *           |
 *           v
 *         record        DataRecords       Layout:    bytes -> slots of RecordValues
 *           |                             FlowPart*: slots -> FlowRecord
 *           +-- options   OptionsRecord -> DomainOptions (samplers, applications, boot time)
 *           +-- flow      FlowSink
 *    |
 *    v
 * place in sequence  MessageSequence -> gaps are losses
 * }</pre>
 *
 * <p>A template is compiled once, to a {@code Layout} (flat arrays of field lengths and slots) and
 * to the parts of a flow that its fields fill ({@code EndpointsPart}, {@code CountersPart}, {@code
 * TimesPart} and so on). Its records are then read without allocation, except for names that were
 * not seen before.
 *
 * <p>Data that arrives before its template waits in bounded memory and is decoded when the template
 * arrives. Templates, options, sequences and waiting data are kept per exporter and domain and
 * survive a restart in a snapshot. Called by {@code flowexport}; {@code TemplateDecoder} is the
 * entry.
 *
 * <p>Not read: elements for which {@code FlowRecord} has no field, and the content of lists (RFC
 * 6313), which are skipped by their length.
 */
@NullMarked
package io.tapline.wire.ipfix;

import org.jspecify.annotations.NullMarked;
