"""UIS's two JSON-RPC interfaces, Call API and Data API, as a typed client without Qt."""
