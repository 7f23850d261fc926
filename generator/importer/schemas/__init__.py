"""JSON Schemas as documents have them: references followed, parts merged, turned into facts."""
