package io.tapline.flowlog.identify;

import java.util.List;

/**
 * A service that a connection can have.
 *
 * @param base the service that it is a kind of; its own name where it is none of another
 * @param payloadProtocols transports over which first payloads tell it, in lower case
 * @param ports of the server that tell it where payloads say nothing, as {@code 443/tcp}
 * @param properties what else is known of it
 */
public record KnownService(
    String name,
    String base,
    List<String> payloadProtocols,
    List<String> ports,
    List<String> properties) {}
