package io.tapline.eventstore.reporter;

import java.util.List;

/** What messages say about one side: different values, sorted. */
public record SourceDetails(
    List<String> hostNames,
    List<String> macAddresses,
    List<Integer> ports,
    List<String> protocols,
    List<String> urls,
    List<String> emails) {}
