"""One module for each form of document; `generator.importer.forms` lists them."""
