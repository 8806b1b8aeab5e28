/**
 * sFlow version 5 (sflow.org, July 2004): flow samples become flows of one packet, by way of the
 * sampled header ({@code frame}) or the sampled addresses; counter samples are counted. Called by
 * {@code flowexport}. The exporter is the agent, the domain its sub-agent.
 */
@NullMarked
package io.tapline.wire.sflow;

import org.jspecify.annotations.NullMarked;
