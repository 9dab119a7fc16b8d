"""The document side: file -> Plan -> Library. Imports neither `assistant` nor `evals`."""
