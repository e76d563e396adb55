"""Xray Cloud on loopback: enough of it that publishing can be shown to be whole and never twice."""
