package io.tapline.capture.handler;

import java.util.List;

/**
 * What is remembered of a handler.
 *
 * @param spec what it does
 * @param files its files in order, relative to the handlers' directory
 */
public record HandlerRecord(HandlerSpec spec, List<String> files) {}
